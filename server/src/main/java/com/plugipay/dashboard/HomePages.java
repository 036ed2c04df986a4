package com.plugipay.dashboard;

import com.plugipay.error.Rejected;
import com.plugipay.http.Pages;
import com.plugipay.workspace.Member;
import com.plugipay.workspace.Members;
import com.plugipay.workspace.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The short addresses, which lead a person to where they work.
@RestController
final class HomePages {
    private final Members members;

    HomePages(Members members) {
        this.members = members;
    }

    @GetMapping("/")
    ResponseEntity<byte[]> root() {
        return Pages.seeOther("/dashboard");
    }

    /// A person begins in test mode, where nothing can go wrong.
    @GetMapping("/dashboard")
    ResponseEntity<byte[]> home(HttpServletRequest request) {
        SignedIn person = SignedIn.of(request);
        if (person == null) {
            return Pages.seeOther("/login");
        }
        Member member = members.first(person.person()).orElseThrow(Rejected::notFound);
        return Pages.seeOther("/dashboard/" + member.workspace().slug() + "/test/checkout-sessions");
    }

    @GetMapping("/dashboard/{slug}/{mode}")
    ResponseEntity<byte[]> workspace(Visit visit) {
        return Pages.seeOther(visit.url(DashboardFrame.Section.CHECKOUT_SESSIONS.path()));
    }
}
