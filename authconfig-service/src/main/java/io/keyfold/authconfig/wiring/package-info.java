/** How the parts of authconfig-service are put together. */
@NullMarked
package io.keyfold.authconfig.wiring;

import org.jspecify.annotations.NullMarked;
