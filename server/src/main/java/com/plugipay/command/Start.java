package com.plugipay.command;

import com.plugipay.Config;
import com.plugipay.checkout.SampleSession;
import com.plugipay.db.DataDirectoryInUse;
import com.plugipay.db.EmbeddedPostgresFailure;
import com.plugipay.http.Install;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.FirstKeys;
import com.plugipay.workspace.SeedFirstWorkspace;
import com.plugipay.workspace.Workspace;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// `start`: runs the server and says in a few lines where everything is.
public final class Start {
    private Start() {}

    /// Answers 0 once the server is up: it then lives until a signal comes.
    public static int run(List<String> arguments, Map<String, String> environment) {
        PrintStream err = System.err;
        try {
            Config config = Config.read(arguments, environment);
            StartFiles.removeReady(config.readyFile());
            var shutdown = new Shutdown();
            Running running = Running.start(config, Running.World.real(), shutdown::closes);
            shutdown.closes(running);
            shutdown.closes(() -> StartFiles.removeReady(config.readyFile()));
            announce(config, running, System.out);
            return 0;
        } catch (Config.Mistakes mistakes) {
            err.println(mistakes.getMessage());
            return 2;
        } catch (DataDirectoryInUse | EmbeddedPostgresFailure e) {
            err.println(e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Start.class).debug("start failed", e);
            err.println("Plugipay could not start: " + rootMessage(e));
            return 1;
        }
    }

    private static void announce(Config config, Running running, PrintStream out) {
        var files = new StartFiles(config.data());
        SeedFirstWorkspace seed = running.part(SeedFirstWorkspace.class);
        SeedFirstWorkspace.Seeded seeded = seed.handle(files::keep);
        Workspace workspace = seeded.workspace();
        Optional<FirstKeys> known = Optional.ofNullable(seeded.madeNow())
                .or(files::read)
                .filter(keys -> keys.workspaceId().equals(workspace.id().text()));
        Install install = running.install();
        String setupUrl = seeded.hasOwner() ? null : setupUrl(install, seed, files, workspace, known);
        String sampleUrl =
                running.part(SampleSession.class).openUrl(new Scope(workspace.id(), Mode.TEST), workspace.name());
        if (config.readyFile() != null) {
            StartFiles.writeReady(
                    config.readyFile(),
                    Ready.of(install.baseUrl(), workspace, known.orElse(null), setupUrl, sampleUrl));
        }
        print(out, install, seeded.madeNow(), setupUrl, sampleUrl);
    }

    private static String setupUrl(
            Install install,
            SeedFirstWorkspace seed,
            StartFiles files,
            Workspace workspace,
            Optional<FirstKeys> known) {
        @Nullable String token = known.map(FirstKeys::setupToken).orElse(null);
        if (token == null) {
            token = seed.newSetupToken(workspace.id());
            String fresh = token;
            known.ifPresent(keys -> files.keep(keys.withSetupToken(fresh)));
        }
        return install.url("/setup?token=" + token);
    }

    private static void print(
            PrintStream out,
            Install install,
            @Nullable FirstKeys madeNow,
            @Nullable String setupUrl,
            String sampleUrl) {
        out.println();
        out.println("  Plugipay is ready.");
        out.println();
        out.println("  Dashboard      " + install.url("/dashboard"));
        if (setupUrl != null) {
            out.println("  Set it up      " + setupUrl);
            out.println("                 (once: makes you the owner)");
        }
        out.println("  Try paying     " + sampleUrl);
        out.println("                 (card 4242 4242 4242 4242, 12/30, 123)");
        if (madeNow != null) {
            out.println();
            out.println("  Test API keys, shown once:");
            out.println("  Key id         " + madeNow.keyId());
            out.println("  Secret         " + madeNow.secret());
            out.println("  Bearer key     " + madeNow.bearerKey());
        }
        out.println();
        out.println("  Stop with Ctrl-C. Everything is kept.");
        out.println();
        out.flush();
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String own = String.valueOf(e.getMessage());
        return e.getCause() == null ? own : own + "\n  because: " + cause.getMessage();
    }
}
