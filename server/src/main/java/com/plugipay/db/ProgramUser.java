package com.plugipay.db;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// As whom PostgreSQL's programs run: as we do, or, since PostgreSQL refuses root, as somebody whom root becomes.
record ProgramUser(String description, List<String> prefix, Optional<UserPrincipal> owner) {
    private static final String SETPRIV = "user=$1; shift;"
            + " exec setpriv --reuid=\"$user\" --regid=\"$(id -g \"$user\")\" --clear-groups -- \"$@\"";

    static List<ProgramUser> candidates(Path dataDirectory) throws IOException {
        if (new UnixSystem().getUid() != 0) {
            return List.of(new ProgramUser("this user", List.of(), Optional.empty()));
        }
        List<ProgramUser> users = new ArrayList<>();
        UserPrincipal folderOwner = Files.getOwner(dataDirectory);
        if (folderOwner.getName().equals("root")) {
            // In a user namespace of its own root is nobody to PostgreSQL and still owns its files.
            List<String> prefix = List.of("unshare", "-U", "--");
            users.add(new ProgramUser("root in a user namespace", prefix, Optional.of(folderOwner)));
        } else {
            users.addAll(become(folderOwner));
        }
        for (String name : List.of("plugipay", "postgres", "nobody")) {
            try {
                UserPrincipalLookupService names = dataDirectory.getFileSystem().getUserPrincipalLookupService();
                users.addAll(become(names.lookupPrincipalByName(name)));
            } catch (UserPrincipalNotFoundException e) {
                // This machine has no such user.
            }
        }
        return users;
    }

    List<String> command(Path program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    /// Gives a file or a whole folder to this user, when we are root and may.
    void give(Path path) throws IOException {
        if (owner.isPresent()) {
            try (var files = Files.walk(path)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Files.setOwner(file, owner.get());
                }
            }
        }
    }

    private static List<ProgramUser> become(UserPrincipal user) {
        String name = user.getName();
        return List.of(
                new ProgramUser(name, List.of("runuser", "-u", name, "--"), Optional.of(user)),
                new ProgramUser(name + " by setpriv", List.of("sh", "-c", SETPRIV, "sh", name), Optional.of(user)));
    }
}
