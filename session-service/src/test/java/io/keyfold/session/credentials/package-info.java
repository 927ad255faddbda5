@NullMarked
package io.keyfold.session.credentials;

import org.jspecify.annotations.NullMarked;
