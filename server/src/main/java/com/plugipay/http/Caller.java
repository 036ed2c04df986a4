package com.plugipay.http;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Actor;
import com.plugipay.scope.Scope;
import java.util.Set;

/// Who is asking, and what they may do.
///
/// @param actorId of the key or the person
/// @param actorName as people know them
/// @param scopes granted as `plugipay:<resource>:<action>`, possibly ending in `*`
public record Caller(
        Scope scope, String workspaceName, Kind kind, String actorId, String actorName, Set<String> scopes) {
    public enum Kind {
        KEY,
        PERSON
    }

    /// As the logs know them.
    public Actor actor() {
        Actor.Type type = switch (kind) {
            case KEY -> Actor.Type.KEY;
            case PERSON -> Actor.Type.PERSON;
        };
        return new Actor(type, actorId, actorName);
    }

    /// Refuses unless `resource:action` is granted. `write` includes `create` and `read` of its resource.
    public void needs(String resource, String action) {
        if (!allows(resource, action)) {
            throw new Rejected(
                    kind == Kind.KEY ? ErrorCode.INSUFFICIENT_SCOPE : ErrorCode.ROLE_FORBIDDEN,
                    "This needs the scope plugipay:" + resource + ":" + action + ".");
        }
    }

    /// Whether `resource:action` is granted, for a page that shows less to those who may do less.
    public boolean allows(String resource, String action) {
        String wanted = "plugipay:" + resource + ":" + action;
        for (String granted : scopes) {
            if (granted.endsWith("*")) {
                if (wanted.startsWith(granted.substring(0, granted.length() - 1)) && !resource.equals("platform")) {
                    return true;
                }
            } else if (granted.equals(wanted)
                    || (granted.equals("plugipay:read") && action.equals("read"))
                    || (granted.equals("plugipay:" + resource + ":write")
                            && (action.equals("create") || action.equals("read")))) {
                return true;
            }
        }
        return false;
    }
}
