package com.plugipay.job;

import java.time.Duration;

/// Work that looks for what fell due. Due times are columns of their own tables; the job library only wakes us.
///
/// @param name for the job table, never changed afterwards
/// @param every how long after the end of one run the next begins
/// @param run one look, bounded in what it takes on
public record Sweep(String name, Duration every, Work run) {
    /// One look. Throws only when nothing could be done at all.
    public interface Work extends AutoCloseable {
        void lookOnce();

        /// We are stopping: whoever is in the middle of a look comes to an end.
        @Override
        default void close() {}
    }
}
