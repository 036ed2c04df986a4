package com.plugipay.http;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Actor;
import com.plugipay.scope.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is asking, and what they may do.
///
/// @param actorId of the key or the person
/// @param actorName as people know them
/// @param provedAt when a person last proved who they are; null for a key, which always does
/// @param scopes granted as `plugipay:<resource>:<action>`, possibly ending in `*`
public record Caller(
        Scope scope,
        String workspaceName,
        Kind kind,
        String actorId,
        String actorName,
        @Nullable Instant provedAt,
        Set<String> scopes) {
    private static final Duration PROOF_LASTS = Duration.ofMinutes(15);

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

    /// Refuses a person whose last proof is too long ago for what they are about to do. Keys are not asked.
    public void needsProof(Instant realNow) {
        if (!isProved(realNow)) {
            throw new Rejected(ErrorCode.STEP_UP_REQUIRED, "Enter your password again for this.");
        }
    }

    public boolean isProved(Instant realNow) {
        return kind == Kind.KEY
                || (provedAt != null && provedAt.plus(PROOF_LASTS).isAfter(realNow));
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
