/** session-service. */
@NullMarked
package io.keyfold.session;

import org.jspecify.annotations.NullMarked;
