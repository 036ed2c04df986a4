package com.plugipay.file;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Draws pictures of strangers anew, and looks at them, in bounded memory and time: as many at once as fit into so much
/// memory, each in the order in which it came.
public final class Pictures {
    private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);
    static final int MAX_BYTES = 5 * 1024 * 1024;
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration LIFE = Duration.ofSeconds(15);

    /// What all pictures take together at any time; the largest one takes all of it.
    private static final int ALL_MEGABYTES = 120;

    private final Semaphore megabytes = new Semaphore(ALL_MEGABYTES, /* fair= */ true);

    /// The same picture without anything else that its bytes held. Takes its time: call it with no transaction open.
    public Picture redraw(byte[] bytes) {
        return inTurn(bytes, Drawing::draw);
    }

    /// What `reading` makes of a kept picture. Takes its time: call it with no transaction open.
    public <T> T look(byte[] kept, Function<BufferedImage, T> reading) {
        return inTurn(kept, drawing -> reading.apply(drawing.upright()));
    }

    private interface Work<T> {
        T on(Drawing drawing) throws IOException;
    }

    private <T> T inTurn(byte[] bytes, Work<T> work) {
        if (bytes.length > MAX_BYTES) {
            throw new Rejected(ErrorCode.PAYLOAD_TOO_LARGE, "The picture is larger than 5 MB.");
        }
        PictureType type = PictureType.of(bytes).orElseThrow(Pictures::notAPicture);
        var drawing = new Drawing(bytes, type);
        int needed = needed(drawing);
        if (!waitFor(needed)) {
            throw Rejected.later(ErrorCode.SERVICE_UNAVAILABLE, "Busy with other pictures. Send it again.", 5);
        }
        var task = new FutureTask<T>(() -> {
            try {
                return work.on(drawing);
            } finally {
                // Only when it has truly ended: a drawing that was given up still holds its memory.
                megabytes.release(needed);
            }
        });
        Thread thread = Thread.ofPlatform().daemon().name("picture").unstarted(task);
        thread.setContextClassLoader(Pictures.class.getClassLoader());
        thread.start();
        try {
            return task.get(LIFE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            drawing.giveUp();
            throw notAPicture();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Rejected rejected) {
                throw rejected;
            }
            LOG.debug("a picture could not be read", e);
            throw notAPicture();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            drawing.giveUp();
            throw Rejected.later(ErrorCode.SERVICE_UNAVAILABLE, "Stopping. Send it again.", 5);
        }
    }

    private static int needed(Drawing drawing) {
        try {
            return Math.min(ALL_MEGABYTES, drawing.megabytes());
        } catch (IOException | RuntimeException e) {
            if (e instanceof Rejected rejected) {
                throw rejected;
            }
            LOG.debug("a picture's size could not be read", e);
            throw notAPicture();
        }
    }

    private boolean waitFor(int needed) {
        try {
            return megabytes.tryAcquire(needed, WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Rejected notAPicture() {
        return new Rejected(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "Send a whole PNG, JPEG or WebP picture. Others cannot be read here.");
    }
}
