/** Spring wiring of authconfig-service. */
@NullMarked
package io.keyfold.authconfig.wiring;

import org.jspecify.annotations.NullMarked;
