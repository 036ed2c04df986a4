package com.plugipay.http;

/// A language that pages are written in.
public enum Language {
    EN("en", "English"),
    ID("id", "Bahasa Indonesia");

    private final String code;
    private final String ownName;

    Language(String code, String ownName) {
        this.code = code;
        this.ownName = ownName;
    }

    /// The tag of `lang=` in pages and URLs.
    public String code() {
        return code;
    }

    /// What its speakers call it.
    public String ownName() {
        return ownName;
    }

    public Language other() {
        return switch (this) {
            case EN -> ID;
            case ID -> EN;
        };
    }
}
