/** Tests of tool calls. */
@NullMarked
package io.keyfold.session.calls;

import org.jspecify.annotations.NullMarked;
