/** What services share about metered operations: the rule by which usage records count exactly once. Pure. */
@NullMarked
package io.keyfold.platform.metering;

import org.jspecify.annotations.NullMarked;
