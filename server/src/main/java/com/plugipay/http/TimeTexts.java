package com.plugipay.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Writes moments for people: how long ago, or until when, in their language and the workspace's time zone.
public final class TimeTexts {
    private static final Locale INDONESIAN = Locale.of("id", "ID");
    private static final DateTimeFormatter EXACT_EN =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm z", Locale.ENGLISH);
    private static final DateTimeFormatter EXACT_ID = DateTimeFormatter.ofPattern("d MMM yyyy, HH.mm z", INDONESIAN);
    private static final Duration SAID_RELATIVELY = Duration.ofDays(30);

    private final PageFrame frame;
    private final ZoneId zone;
    private final Instant now;

    public TimeTexts(PageFrame frame, ZoneId zone, Instant now) {
        this.frame = frame;
        this.zone = zone;
        this.now = now;
    }

    public TimeText of(Instant moment) {
        String exact = exact(moment);
        return new TimeText(Json.time(moment), relative(moment, exact), exact);
    }

    public String exact(Instant moment) {
        DateTimeFormatter format = switch (frame.language()) {
            case EN -> EXACT_EN;
            case ID -> EXACT_ID;
        };
        return format.format(moment.truncatedTo(ChronoUnit.MINUTES).atZone(zone));
    }

    private String relative(Instant moment, String exact) {
        Duration away = Duration.between(moment, now);
        // What is to come is rounded up: a day from now, seen a second later, is still 24 hours away.
        Duration distance = away.isNegative() ? away.negated().plusSeconds(59) : away;
        if (distance.compareTo(SAID_RELATIVELY) > 0) {
            return exact;
        }
        if (away.abs().toMinutes() < 1) {
            return frame.t("http.time.now");
        }
        String unit = distance.toMinutes() < 60 ? "minutes" : distance.toHours() < 48 ? "hours" : "days";
        // What has just begun to last 24 hours still lasts 24, not 23.
        Duration said = away.isNegative() ? distance.plus(halfOf(unit)) : distance;
        long count = switch (unit) {
            case "minutes" -> said.toMinutes();
            case "hours" -> said.toHours();
            default -> said.toDays();
        };
        return away.isNegative()
                ? frame.t("http.time.in_" + unit, count)
                : frame.t("http.time." + unit + "_ago", count);
    }

    private static Duration halfOf(String unit) {
        return switch (unit) {
            case "minutes" -> Duration.ofSeconds(30);
            case "hours" -> Duration.ofMinutes(30);
            default -> Duration.ofHours(12);
        };
    }
}
