/** Spring beans of the log, imported by every service. */
@NullMarked
package io.keyfold.platform.log.wiring;

import org.jspecify.annotations.NullMarked;
