package com.plugipay.sandboxproviders.wire;

import java.util.Map;

/// The plain pages a customer sees at a provider: what is to be paid, and buttons.
public final class Pages {
    private Pages() {}

    /// A page whose buttons post `choice` back to the same address.
    public static Answer choose(String title, Map<String, String> facts, Map<String, String> buttons) {
        StringBuilder html = new StringBuilder(head(title)).append("<dl>");
        facts.forEach((name, value) -> html.append("<dt>")
                .append(escaped(name))
                .append("</dt><dd>")
                .append(escaped(value))
                .append("</dd>"));
        html.append("</dl><form method=\"post\">");
        buttons.forEach((choice, label) -> html.append("<button name=\"choice\" value=\"")
                .append(escaped(choice))
                .append("\">")
                .append(escaped(label))
                .append("</button> "));
        return Answer.html(200, html.append("</form>").append(FOOT).toString());
    }

    public static Answer say(int status, String title, String words) {
        return Answer.html(status, head(title) + "<p>" + escaped(words) + "</p>" + FOOT);
    }

    private static final String FOOT = "<p><small>Sandbox: no money moves here.</small></p></main></body></html>";

    private static String head(String title) {
        return """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <style>body{font:1.1rem/1.5 sans-serif;margin:2rem auto;max-width:30rem;padding:0 1rem}
            dt{color:#555}dd{margin:0 0 .7rem;font-weight:600}button{font:inherit;padding:.6rem 1.2rem;margin:.3rem .3rem 0 0}</style>
            </head><body><main><h1>%1$s</h1>""".formatted(escaped(title));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
