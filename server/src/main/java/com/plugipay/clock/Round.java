package com.plugipay.clock;

import com.plugipay.db.LostRace;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One look at each thing that is due. Whatever goes wrong with one does not keep the others waiting.
public final class Round {
    private static final Logger LOG = LoggerFactory.getLogger(Round.class);
    /// A slow provider does not hold up the next round: that one goes on with what is due then.
    private static final long MOST_NANOS = Duration.ofSeconds(30).toNanos();

    private Round() {}

    /// @param name how the log calls one
    /// @param look throws LostRace when somebody else was quicker
    /// @param postpone sees to it that one whose look failed is not due again at once
    /// @return how many were looked at before time was up, whatever came of it
    public static <T> int over(List<T> due, Function<T, String> name, Consumer<T> look, Consumer<T> postpone) {
        long began = System.nanoTime();
        int looked = 0;
        for (T one : due) {
            if (System.nanoTime() - began > MOST_NANOS) {
                break;
            }
            looked++;
            try {
                lookOrPostpone(one, name, look, postpone);
            } catch (LostRace e) {
                LOG.debug("{} was settled by somebody else", name.apply(one), e);
            }
        }
        return looked;
    }

    private static <T> void lookOrPostpone(T one, Function<T, String> name, Consumer<T> look, Consumer<T> postpone) {
        try {
            look.accept(one);
        } catch (LostRace e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("{} cannot be looked at", name.apply(one), e);
            postpone.accept(one);
        }
    }
}
