package com.plugipay.alarm;

import java.util.List;

/// The warning to an owner, in their language: `alarm/mail.jte`.
///
/// @param look the words of the link to the dashboard
public record AlarmLetter(String lang, String subject, List<String> paragraphs, String look, String link) {
    /// The same for readers that show no HTML.
    String text() {
        return String.join("\n\n", paragraphs) + "\n\n" + look + "\n" + link + "\n";
    }
}
