package com.plugipay.checkout;

import com.plugipay.money.Money;
import org.jspecify.annotations.Nullable;

/// A transfer of a few rupiah less than the price, by which it is recognised, as pages show it.
///
/// @param transferred what was asked, `Rp 149.999`
/// @param less what that is below the price, `Rp 1`
public record TakenOff(String transferred, String less) {
    static @Nullable TakenOff of(Money price, @Nullable Money asked) {
        return asked == null || asked.equals(price)
                ? null
                : new TakenOff(asked.display(), price.minus(asked).display());
    }
}
