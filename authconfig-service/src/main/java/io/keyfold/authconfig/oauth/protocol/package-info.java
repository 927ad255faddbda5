/** The port's implementation: Nimbus' messages, vendors' deviations, and outcomes. */
@NullMarked
package io.keyfold.authconfig.oauth.protocol;

import org.jspecify.annotations.NullMarked;
