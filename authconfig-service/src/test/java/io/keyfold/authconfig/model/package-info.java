/** Tests. */
@NullMarked
package io.keyfold.authconfig.model;

import org.jspecify.annotations.NullMarked;
