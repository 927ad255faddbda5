/** The Spring beans of the records of use. */
@NullMarked
package io.keyfold.session.usage.wiring;

import org.jspecify.annotations.NullMarked;
