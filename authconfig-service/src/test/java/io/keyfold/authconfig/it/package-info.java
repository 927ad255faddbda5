/** authconfig-service with a real broker. */
@NullMarked
package io.keyfold.authconfig.it;

import org.jspecify.annotations.NullMarked;
