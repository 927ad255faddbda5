/** Tests of the refresh of tokens. */
@NullMarked
package io.keyfold.authconfig.refresh;

import org.jspecify.annotations.NullMarked;
