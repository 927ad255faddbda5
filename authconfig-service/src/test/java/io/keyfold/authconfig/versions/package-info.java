/** Tests of versions. */
@NullMarked
package io.keyfold.authconfig.versions;

import org.jspecify.annotations.NullMarked;
