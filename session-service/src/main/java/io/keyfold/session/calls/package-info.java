/** Tool calls: metered, filtered, and made with the deployment's credential. */
@NullMarked
package io.keyfold.session.calls;

import org.jspecify.annotations.NullMarked;
