/** What can go wrong between a record and its bytes: each its own exception, none of which prints a payload. */
@NullMarked
package io.keyfold.schemas.error;

import org.jspecify.annotations.NullMarked;
