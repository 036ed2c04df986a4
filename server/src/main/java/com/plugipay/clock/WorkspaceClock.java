package com.plugipay.clock;

/// A workspace's test clock as it stands in the database.
///
/// @param offsetSec how far it is ahead
/// @param targetSec how far it has been promised to go; more than `offsetSec` while an advance runs
/// @param moving whether an advance runs now
public record WorkspaceClock(long offsetSec, long targetSec, boolean moving) {
    /// As far as a clock goes: a hundred years.
    public static final long MOST_SEC = 100L * 366 * 24 * 3600;

    public static final WorkspaceClock NEVER_MOVED = new WorkspaceClock(0, 0, false);
}
