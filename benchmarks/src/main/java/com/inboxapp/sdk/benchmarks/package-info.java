/** Benchmarks of the SDK's overhead, as ratios within one run. */
@NullMarked
package com.inboxapp.sdk.benchmarks;

import org.jspecify.annotations.NullMarked;
