package com.plugipay.http;

import java.io.IOException;
import java.io.PrintWriter;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// What Tomcat says to requests so broken that they reach no application: the status, in one plain line.
public final class BareErrors extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType("text/plain");
            response.setCharacterEncoding("utf-8");
            PrintWriter out = response.getReporter();
            if (out != null) {
                out.write(
                        status + (status < 500 ? " This request cannot be understood.\n" : " Something went wrong.\n"));
                response.finishResponse();
            }
        } catch (IOException e) {
            // The client is gone; there is nobody to tell.
        }
    }
}
