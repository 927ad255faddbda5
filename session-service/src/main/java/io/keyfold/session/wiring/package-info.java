/** Spring wiring of session-service. */
@NullMarked
package io.keyfold.session.wiring;

import org.jspecify.annotations.NullMarked;
