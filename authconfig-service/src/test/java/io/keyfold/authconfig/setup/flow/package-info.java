/** Tests of what happens in the browser. */
@NullMarked
package io.keyfold.authconfig.setup.flow;

import org.jspecify.annotations.NullMarked;
