package com.plugipay.sandboxproviders.wire;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The knobs as they stand now. Turned by name, by control or by a test.
public final class KnobBoard {
    private Knobs knobs = Knobs.OFF;
    private Pattern on = Pattern.compile("");
    private int met;

    public synchronized Knobs now() {
        return knobs;
    }

    public synchronized void reset() {
        turn(Knobs.OFF);
    }

    public void turn(String name, Object value) {
        turn(Json.MAPPER.valueToTree(Map.of(name, value)));
    }

    /// Turns the named knobs and leaves the others; an unknown name or value changes nothing.
    public synchronized void turn(JsonNode changes) {
        ObjectNode all = Json.MAPPER.valueToTree(knobs);
        for (String name : changes.propertyNames()) {
            if (!all.has(name)) {
                throw new IllegalArgumentException(
                        "there is no knob " + name + "; there are " + String.join(", ", all.propertyNames()));
            }
            all.set(name, changes.get(name));
        }
        try {
            turn(Json.MAPPER.treeToValue(all, Knobs.class));
        } catch (JacksonException | PatternSyntaxException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    private void turn(Knobs next) {
        on = Pattern.compile(next.on());
        Pattern.compile(next.garble());
        knobs = next;
        met = 0;
    }

    /// The knobs for one call: those as they stand, or none of the faults when they are not meant for it.
    synchronized Knobs forCall(Request request) {
        boolean meant = knobs.faulty()
                && on.matcher(request.method() + " " + request.path()).find()
                && (knobs.times() == 0 || met < knobs.times());
        if (!meant) {
            return Knobs.OFF;
        }
        met++;
        return knobs;
    }
}
