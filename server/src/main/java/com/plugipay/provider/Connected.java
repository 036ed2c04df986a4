package com.plugipay.provider;

import com.plugipay.scope.Mode;
import java.util.Map;
import java.util.Set;

/// What a workspace has to route payments by, in one mode.
///
/// @param kinds adapters that are connected and well, as they are called in settings: `xendit`, `managed`
/// @param chosen the kind that is to take a method, by the method's id; where none is named we choose
public record Connected(Mode mode, Set<String> kinds, Map<String, String> chosen) {
    public Connected {
        kinds = Set.copyOf(kinds);
        chosen = Map.copyOf(chosen);
    }
}
