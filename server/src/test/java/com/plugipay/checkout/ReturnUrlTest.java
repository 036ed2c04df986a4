package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.scope.Mode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReturnUrlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://toko.example/ok                          | true  | true
            https://toko.example/ok?s={CHECKOUT_SESSION_ID}  | true  | true
            http://toko.example/ok                           | true  | false
            http://localhost:3000/ok                         | true  | true
            HTTP://LOCALHOST/ok                              | true  | true
            http://127.0.0.1/ok                              | true  | true
            http://localhost.evil.example/ok                 | true  | false
            https://toko.example@evil.example/               | false | false
            https://user:pass@toko.example/                  | false | false
            //toko.example/ok                                | false | false
            /ok                                              | false | false
            javascript:alert(1)                              | false | false
            data:text/html,x                                 | false | false
            ftp://toko.example/                              | false | false
            https:///ok                                      | false | false
            https://toko.example\\evil                       | false | false
            https://toko.example/a b                         | false | false
            """)
    void only_web_addresses_are_returned_to(String url, boolean inTest, boolean inLive) {
        assertThat(ReturnUrl.check(url, Mode.TEST).isPresent()).isEqualTo(inTest);
        assertThat(ReturnUrl.check(url, Mode.LIVE).isPresent()).isEqualTo(inLive);
    }
}
