/** Tests of what an instance remembers of what it just did. */
@NullMarked
package io.keyfold.session.once;

import org.jspecify.annotations.NullMarked;
