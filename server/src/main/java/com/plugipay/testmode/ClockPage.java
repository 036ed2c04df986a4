package com.plugipay.testmode;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.http.FormErrors;
import java.util.List;

/// The test clock and how to move it: `testmode/clock.jte`.
///
/// @param now what the clock says, in the workspace's time zone
/// @param realNow what it would say if nobody had moved it
/// @param moved whether that has just happened
/// @param expired how many sessions expired on the way
/// @param canMove false for a person who only reads
public record ClockPage(
        DashboardFrame dashboard,
        String formKey,
        String now,
        String realNow,
        boolean moved,
        int expired,
        boolean canMove,
        String count,
        String unit,
        FormErrors errors) {

    public List<String> units() {
        return List.of("minutes", "hours", "days");
    }
}
