/** Tests. */
@NullMarked
package io.keyfold.authconfig.credentials;

import org.jspecify.annotations.NullMarked;
