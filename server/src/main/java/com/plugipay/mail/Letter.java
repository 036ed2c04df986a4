package com.plugipay.mail;

/// One mail to write.
///
/// @param kind what it is for; of kind `receipt` there is one per object, however often it is written
/// @param objectId what it tells of
/// @param text the same as the HTML, for readers that show none
public record Letter(String kind, String objectId, String recipient, String subject, String text, String html) {}
