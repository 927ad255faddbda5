/** What was used, by whom, with which credential: the records of it, and what is read from them. */
@NullMarked
package io.keyfold.session.usage;

import org.jspecify.annotations.NullMarked;
