/** How the parts of session-service are put together. */
@NullMarked
package io.keyfold.session.wiring;

import org.jspecify.annotations.NullMarked;
