/// What a workspace takes money through: its accounts at providers, their secrets sealed, and how it is paid by hand.
@NullMarked
package com.plugipay.adapter;

import org.jspecify.annotations.NullMarked;
