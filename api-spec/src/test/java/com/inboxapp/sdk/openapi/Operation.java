package com.inboxapp.sdk.openapi;

import java.util.ArrayList;
import java.util.List;

/** A method of a path, with its references resolved. */
record Operation(
        Place place, String method, String path, List<Place> parameters, Place body, List<Response> responses) {

    /** A response of the operation, by status. */
    record Response(String status, Place place) {

        Place schema() {
            return place.child("content").child("application/json").child("schema");
        }
    }

    String id() {
        return place.text("operationId");
    }

    List<Place> queryParameters() {
        return parametersIn("query");
    }

    List<Place> parametersIn(String where) {
        return parameters.stream()
                .filter(parameter -> parameter.text("in").equals(where))
                .toList();
    }

    Place bodySchema() {
        return body.child("content").child("application/json").child("schema");
    }

    /** Returns the schemas of the body and of all parameters. */
    List<Place> requestSchemas() {
        List<Place> schemas = new ArrayList<>();
        schemas.add(bodySchema());
        parameters.forEach(parameter -> schemas.add(parameter.child("schema")));
        return schemas;
    }

    Place responseSchema() {
        return responses.stream()
                .filter(response -> response.status().equals("200"))
                .map(Response::schema)
                .findFirst()
                .orElse(place.child("responses").child("200"));
    }
}
