package com.plugipay.http;

import com.plugipay.secret.Keys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Opaque, signed places in a list. A cursor works only for the list, filters, order and workspace it was made for.
public final class Cursors {
    private static final String PREFIX = "cur_";
    private static final int TAG_BYTES = 12;

    private final Keys keys;

    public Cursors(Keys keys) {
        this.keys = keys;
    }

    /// Reads `limit`, `cursor` and `order` of a list call; the other parameters become part of the cursor's binding.
    public PageRequest page(Call call, Query query) {
        int limit = query.limit();
        boolean ascending = "asc".equals(query.oneOf("order", java.util.Set.of("asc", "desc")));
        String cursor = query.text("cursor", 500);
        if (cursor == null) {
            return new PageRequest(limit, ascending, null);
        }
        Optional<PageRequest.After> after = read(cursor, binding(call));
        if (after.isEmpty()) {
            query.wrong("cursor", "is not a cursor of this list");
        }
        return new PageRequest(limit, ascending, after.orElse(null));
    }

    public String next(Call call, Instant at, String id) {
        byte[] place = (at.toEpochMilli() + " " + id).getBytes(StandardCharsets.UTF_8);
        byte[] tag = tag(place, binding(call));
        byte[] whole = Arrays.copyOf(tag, tag.length + place.length);
        System.arraycopy(place, 0, whole, tag.length, place.length);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    private Optional<PageRequest.After> read(String cursor, String binding) {
        try {
            byte[] whole = cursor.startsWith(PREFIX)
                    ? Base64.getUrlDecoder().decode(cursor.substring(PREFIX.length()))
                    : new byte[0];
            if (whole.length <= TAG_BYTES) {
                return Optional.empty();
            }
            byte[] place = Arrays.copyOfRange(whole, TAG_BYTES, whole.length);
            if (!MessageDigest.isEqual(Arrays.copyOf(whole, TAG_BYTES), tag(place, binding))) {
                return Optional.empty();
            }
            String[] parts = new String(place, StandardCharsets.UTF_8).split(" ", 2);
            return Optional.of(new PageRequest.After(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] tag(byte[] place, String binding) {
        String message = binding + "\n" + new String(place, StandardCharsets.UTF_8);
        return Arrays.copyOf(keys.sign("cursor", message), TAG_BYTES);
    }

    private static String binding(Call call) {
        var filters = new TreeMap<String, String>();
        for (Map.Entry<String, String[]> entry :
                call.request().servlet().getParameterMap().entrySet()) {
            if (!entry.getKey().equals("cursor") && !entry.getKey().equals("limit")) {
                filters.put(entry.getKey(), String.join("\u0000", entry.getValue()));
            }
        }
        return call.scope() + " " + call.request().route() + " " + filters;
    }
}
