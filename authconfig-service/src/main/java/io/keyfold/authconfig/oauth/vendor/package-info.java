/** What one vendor's OAuth needs that the standards leave open, as data: the catalogue and discovery produce it. */
@NullMarked
package io.keyfold.authconfig.oauth.vendor;

import org.jspecify.annotations.NullMarked;
