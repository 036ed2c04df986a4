package com.plugipay.adapter;

import java.time.Instant;

/// An adapter that did not answer charges of late and is asked last for a while.
record Resting(AdapterKind kind, Instant failedAt) {}
