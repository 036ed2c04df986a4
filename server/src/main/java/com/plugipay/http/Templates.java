package com.plugipay.http;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;

/// The compiled templates of `src/main/jte`.
public final class Templates {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    /// The page in UTF-8; `template` is its path, as in `checkout/hosted.jte`, and `page` its one parameter.
    public byte[] render(String template, Object page) {
        var output = new Utf8ByteOutput();
        engine.render(template, page, output);
        return output.toByteArray();
    }
}
