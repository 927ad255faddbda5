/** Where calls may go that a tenant's configuration asks for. */
@NullMarked
package io.keyfold.platform.egress;

import org.jspecify.annotations.NullMarked;
