package com.plugipay.alarm;

import com.plugipay.http.Install;
import com.plugipay.http.Language;
import com.plugipay.http.PageFrame;
import com.plugipay.http.Pages;
import com.plugipay.mail.Letter;
import com.plugipay.scope.Mode;
import com.plugipay.workspace.Owner;
import java.util.ArrayList;

/// What an owner is written when too many payments fail.
final class AlarmLetters {
    private static final String KIND = "failures";

    private final Pages pages;
    private final Install install;

    AlarmLetters(Pages pages, Install install) {
        this.pages = pages;
        this.install = install;
    }

    Letter to(Owner owner, Failures failures) {
        PageFrame frame = pages.frame("en".equals(owner.locale()) ? Language.EN : Language.ID, null);
        Mode mode = failures.scope().mode();
        String link = install.url("/dashboard/" + owner.workspaceSlug() + "/" + mode.wire() + "/home");
        var paragraphs = new ArrayList<String>();
        if (mode == Mode.TEST) {
            paragraphs.add(frame.t("alarm.test"));
        }
        paragraphs.add(frame.t("alarm.happened", owner.workspaceName(), failures.failed(), failures.attempts()));
        paragraphs.add(frame.t("alarm.why"));
        paragraphs.add(frame.t("alarm.done"));
        var page = new AlarmLetter(
                frame.lang(), frame.t("alarm.subject", owner.workspaceName()), paragraphs, frame.t("alarm.look"), link);
        return new Letter(
                KIND,
                failures.scope().workspace().text(),
                owner.email(),
                page.subject(),
                page.text(),
                pages.letter("alarm/mail.jte", page));
    }
}
