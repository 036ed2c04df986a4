package com.plugipay.provider;

import com.plugipay.scope.Mode;
import java.util.Map;
import java.util.Set;

/// What a workspace has to route payments by, in one mode.
///
/// @param kinds adapters that are connected, as they are called in settings: `xendit`, `managed`
/// @param resting those of them that do not answer at the moment: asked only when no other takes the payment
/// @param chosen the kind that is to take a method, by the method's id; where none is named we choose
public record Connected(Mode mode, Set<String> kinds, Set<String> resting, Map<String, String> chosen) {
    public Connected {
        kinds = Set.copyOf(kinds);
        resting = Set.copyOf(resting);
        chosen = Map.copyOf(chosen);
    }
}
