/** Spring beans of usage metering. */
@NullMarked
package io.keyfold.session.usage.wiring;

import org.jspecify.annotations.NullMarked;
