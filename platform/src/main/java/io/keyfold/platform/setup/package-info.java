/** What services share about setup sessions: the pages on which users connect. */
@NullMarked
package io.keyfold.platform.setup;

import org.jspecify.annotations.NullMarked;
