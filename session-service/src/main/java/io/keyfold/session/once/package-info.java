/** What an instance remembers of what it just did, so that a repeated request joins it. */
@NullMarked
package io.keyfold.session.once;

import org.jspecify.annotations.NullMarked;
