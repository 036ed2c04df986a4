package com.plugipay.provider;

import com.plugipay.method.Capability;

/// Where a payment goes, and why.
///
/// @param adapter as attempts and payments name it: `xenplatform`
/// @param capability what it can do with the method
public record Route(String adapter, RouteReason reason, Capability capability) {}
