/** What services share about tool calls: a recorded call and its API representation. */
@NullMarked
package io.keyfold.platform.toolcall;

import org.jspecify.annotations.NullMarked;
